# cchc with all its formats, for machines that have containers and no Python:
#   docker build --tag cchc . && docker run --rm --volume "$PWD:/work" cchc check bao-cao/
FROM python:3.13-slim AS build
WORKDIR /source
COPY . .
RUN pip install --no-cache-dir build==1.* && python -m build --wheel --outdir /wheel .

FROM python:3.13-slim
# The wheel brings its own compiled plan, so that nothing has to be written beside it.
RUN --mount=type=bind,from=build,source=/wheel,target=/wheel \
    pip install --no-cache-dir --no-compile "$(echo /wheel/*.whl)[all]" \
    && useradd --no-create-home --uid 10001 cchc
ENV CCHC_CACHE_DIR=/tmp/cchc PYTHONDONTWRITEBYTECODE=1
USER cchc
WORKDIR /work
ENTRYPOINT ["cchc"]
CMD ["--help"]
