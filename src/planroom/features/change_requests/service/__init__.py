"""Use cases of change requests: ask for one, look, comment, answer, withdraw, accept, reopen.

Answering with a newer model takes two steps: the request waits while its files are drawn, and closes in the transaction
that shows them on the order. Every other answer closes at once.

Rows are locked in one order everywhere: the delivery that is drawn for a request, the request, its order. Only the job
that ends a delivery locks the order before the requests that the delivery answers, and whoever else locks one of those
holds the delivery or takes no further lock.
"""
