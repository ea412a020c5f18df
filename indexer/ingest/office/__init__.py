"""What word processors write, and publishers: .docx, ODT, RTF, EPUB and PDF."""
