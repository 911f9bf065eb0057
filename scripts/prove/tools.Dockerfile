# The image in which the projects of `moves/` are built: Debian with the package managers, whatever their `FROM` names. `debian`,
# `go`, `node` and `npm` are folders of this machine. https://wiki.debian.org/Debootstrap
FROM scratch
COPY --from=debian . /
COPY certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=go . /usr/local/go
COPY --from=node node /usr/local/bin/node
COPY --from=npm . /usr/local/lib/node_modules/npm
# pip into the system's Python, as in the images of Python.
RUN rm -f /usr/lib/python3*/EXTERNALLY-MANAGED && ln -s python3 /usr/bin/python && useradd --create-home --uid 1000 node \
 && ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && mkdir -p /dev \
 && ln -s ../go/bin/go /usr/local/bin/go
RUN echo 'deb http://deb.debian.org/debian-security bookworm-security main' > /etc/apt/sources.list.d/security.list \
 && apt-get update && apt-get install -y --no-install-recommends \
    git curl unzip maven default-jdk-headless composer php-cli ruby-bundler elixir cargo-web \
 && rm -rf /var/lib/apt/lists/*
ENV PIP_CERT=/etc/ssl/certs/ca-certificates.crt NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt \
    SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt REQUESTS_CA_BUNDLE=/etc/ssl/certs/ca-certificates.crt \
    PIP_ROOT_USER_ACTION=ignore UV_NATIVE_TLS=1 GOPATH=/go GOTOOLCHAIN=local LANG=C.UTF-8
RUN pip install --no-cache-dir uv==0.13.9 poetry==2.5.1 pipenv==2026.10.3
RUN npm install --global yarn@1.22.22 pnpm@10.18.0 bun@1.3.0 @yarnpkg/cli-dist@4.9.2 && rm -rf /root/.npm \
 && rm -f /usr/local/bin/yarn && ln -s ../lib/node_modules/yarn/bin/yarn.js /usr/local/bin/yarn
# Its own script, which npm may not run, would do that.
RUN ln -sf "$(find /usr/local/lib/node_modules -path '*bun-linux-x64-baseline/bin/bun')" /usr/local/bin/bun && bun --version
