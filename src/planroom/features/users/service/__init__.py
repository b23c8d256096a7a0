"""Use cases of users, by what they are about: who is calling, people, keys of companies, operators."""
