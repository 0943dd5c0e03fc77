"""What a browser may load, as Content-Security-Policy directives: https://django-csp.readthedocs.io."""

from csp.constants import NONE, SELF, UNSAFE_EVAL, UNSAFE_INLINE

# No inline script or style, no other origin: a public page loads nothing but this site's own files.
PUBLIC_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}

# Unfold's Alpine evaluates attributes, and CKEditor 4 writes inline scripts and styles into its own frame.
ADMIN_POLICY = {
    **PUBLIC_POLICY,
    "script-src": [SELF, UNSAFE_INLINE, UNSAFE_EVAL],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
}
