"""Products: what there is to buy, what a company has switched on, and what each thing costs."""
