"""How somebody proves who they are: by a passkey, or by the word of an identity provider."""
