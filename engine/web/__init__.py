"""The pages: Flask and Jinja, whole without JavaScript, in Dutch.

    request → session → CSRF → view (parses, one command or query, renders) → security headers
                                  └─ any EngineError → failures.py → a page with the right status

`application.create_app` puts them together. A page is for people who logged in, unless its
endpoint is in `application.PUBLIC`.
"""
