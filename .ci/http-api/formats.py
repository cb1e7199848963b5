"""What strings of the API's own formats look like, for schemathesis, which knows none but JSON Schema's."""

import schemathesis
from hypothesis import strategies as st

VISIBLE = st.characters(
    exclude_categories=("C", "Zs", "Zl", "Zp"),
    # Segments of a path, which no client sends as they are written.
    exclude_characters="/",
)
LONGEST_IN_BYTES = 200


def is_an_id(text):
    return len(text.encode()) <= LONGEST_IN_BYTES and text not in (".", "..")


schemathesis.openapi.format("record-id", st.text(VISIBLE, min_size=1, max_size=128).filter(is_an_id))
schemathesis.openapi.format("time-zone", st.sampled_from(["Asia/Tokyo", "Europe/London", "America/New_York", "UTC"]))
