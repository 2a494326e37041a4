"""The front-end files of others: which, at which version, and how they come into `static/vendor/`."""
