"""The interface as OpenAPI 3.1, made from the routes and from what is said of them in this folder."""
