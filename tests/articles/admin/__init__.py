"""The admin: lists, forms, review, batches, import."""
