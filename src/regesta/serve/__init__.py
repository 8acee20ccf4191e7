"""The register over HTTP: pages, API, accounts."""
