"""The words of documents and photos."""

from server.documents.models import DocumentKind

DOCUMENT_WORDS = {
    DocumentKind.CARE_PLAN_COPY: "Copy of a care plan",
    DocumentKind.DNACPR_FORM: "DNACPR form",
    DocumentKind.LETTER: "Letter",
    DocumentKind.PORTRAIT: "Photo of the person",
    DocumentKind.SKIN: "Photo of skin",
    DocumentKind.EQUIPMENT: "Equipment",
    DocumentKind.MEDICINE: "Photo of a medicine",
    DocumentKind.HOME: "Photo of the home",
    DocumentKind.OTHER: "Other",
}
TYPED_KINDS = [kind for kind in DocumentKind if kind is not DocumentKind.PORTRAIT]
"""What the office adds on the documents' page; the photo of the person is chosen beside About me."""
PHOTO_WORDS = {
    DocumentKind.SKIN: "Skin",
    DocumentKind.MEDICINE: "Medicine",
    DocumentKind.EQUIPMENT: "Equipment",
    DocumentKind.HOME: "The home",
    DocumentKind.OTHER: "Something else",
}
"""What a worker's photo can be of."""
