"""Mail: messages and mailboxes, and what in them is written and what only quoted."""
