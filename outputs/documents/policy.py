"""What a page is allowed: its own script and style by their hashes, and nothing else."""

import base64
import hashlib


def policy(code: str, style: str, connect: str = "'none'", images: str = "") -> str:
    """Return the Content-Security-Policy: this very script and style, images from ``images``, no request but to ``connect``."""
    return (
        f"default-src 'none'; {images and f'img-src {images}; '}script-src '{_hash(code)}'; style-src '{_hash(style)}'; connect-src {connect}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
