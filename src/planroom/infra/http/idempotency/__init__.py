"""The same POST twice does its work once: idempotency keys (contract section 1.3)."""
