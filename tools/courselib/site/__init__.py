"""./course docs: lessons, exercises and documents as a static site, by mkdocs and its theme Material."""
