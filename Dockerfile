# One stage builds (with Node and the compilers), one runs (neither, and not as root).
FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY pyproject.toml Makefile README.md wsgi.py ./
COPY requirements requirements
COPY tools/debian-packages tools/debian-packages
COPY eventapp eventapp
COPY exports exports
COPY migrations migrations
RUN make install && rm -rf eventapp/assets/node_modules

FROM python:3.11-slim-bookworm
RUN useradd --system --create-home --uid 10001 eventapp && install -d -o eventapp -g eventapp /data
WORKDIR /app
COPY --from=build --chown=root:root /app /app
ENV PATH=/app/.venv/bin:$PATH EVENTAPP_DATA_DIR=/data PYTHONUNBUFFERED=1
USER eventapp
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s CMD ["python", "-c", "import urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': '127.0.0.1'}), timeout=4)"]
CMD ["sh", "-c", "eventapp db upgrade && exec eventapp serve --host 0.0.0.0"]
