"""What a build would refuse, found without one, with places; and what is mended by itself."""
