"""The fixtures of this folder."""

from tests.support.customer_fixtures import all_jobs_known, customer, listeners, stranger

__all__ = ["all_jobs_known", "customer", "listeners", "stranger"]
