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
schemathesis.openapi.format("country", st.sampled_from(["JP", "GB", "UK", "日本", "United States", "Deutschland"]))

# Of all that the format allows, what mail servers take in front of the @; domains of any script behind it.
LOCAL_PART = r"[a-z0-9]([a-z0-9_+.-]{0,20}[a-z0-9])?"
ADDRESSES = st.from_regex(LOCAL_PART + r"@([a-z][a-z0-9]{0,20}\.){1,2}[a-z]{2,6}", fullmatch=True).filter(
    lambda address: ".." not in address
)
schemathesis.openapi.format("idn-email", st.one_of(ADDRESSES, st.sampled_from(["hanako@例え.jp", "ren@bücher.example"])))
