"""Mail: one port; without a mail server messages are kept and shown, never lost."""
