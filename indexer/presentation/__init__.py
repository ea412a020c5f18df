"""What leaves the house: passages and quotations as others read them, and where they stand."""
