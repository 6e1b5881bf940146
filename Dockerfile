# The image of web, worker and beat. The embedded PostgreSQL and Redis stay unused in it: the services have their own.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 \
    OPENBLAS_NUM_THREADS=1

WORKDIR /app
COPY requirements.txt .
RUN pip install --require-hashes -r requirements.txt

COPY . .
# docker build --build-arg COMMIT=$(git rev-parse HEAD): figures then say which code computed them.
ARG COMMIT=""
ENV GOVMONITOR_COMMIT=$COMMIT
RUN python -m compileall -q accounts_app analytics_app govmonitor
RUN useradd --system --uid 10001 govmonitor && install --directory --owner=govmonitor --mode=0700 /data
USER govmonitor
VOLUME /data
EXPOSE 8000
CMD ["python", "-m", "govmonitor.serve"]
