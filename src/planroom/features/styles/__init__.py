"""Style templates: how a company wants its plans to look, as data (contract 3.8)."""
