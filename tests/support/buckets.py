"""Buckets on an S3 server of the test run."""

import httpx

from planroom.kit.ids import new_id

# The server of the tests looks at the credential's shape only.
_ANYBODY = "AWS4-HMAC-SHA256 Credential=test/20240101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0"


def new_bucket(address: str) -> str:
    """Make a bucket that nobody has used."""
    name = f"bucket-{new_id()}"
    httpx.put(f"{address}/{name}", headers={"authorization": _ANYBODY}, trust_env=False).raise_for_status()
    return name
