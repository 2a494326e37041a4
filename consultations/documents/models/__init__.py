from consultations.documents.models.documents import Document, DocumentVersion, Passage, PassageOrigin
from consultations.documents.models.imports import DocumentFile, DocumentImport

__all__ = ["Document", "DocumentFile", "DocumentImport", "DocumentVersion", "Passage", "PassageOrigin"]
