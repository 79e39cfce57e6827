# docker build -t actorgraph . && docker run --rm -v "$PWD/data:/data:ro" actorgraph show Pompeo
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml hatch_build.py README.md LICENSE ./
COPY docs/man docs/man
COPY data data
COPY src src
RUN python -m pip wheel --no-cache-dir --wheel-dir /wheels '.[xlsx,docx,documents]'

FROM python:3.13-slim
# The wheels of the first stage are all that there is to install from, so their versions are fixed.
# hadolint ignore=DL3013
RUN --mount=from=build,source=/wheels,target=/wheels \
    python -m pip install --no-cache-dir --no-index --find-links /wheels 'actorgraph[xlsx,docx,documents]' \
    && useradd --create-home --uid 10001 actorgraph
USER 10001
ENV PYTHONUTF8=1
WORKDIR /data
ENTRYPOINT ["actorgraph"]
CMD ["--help"]
