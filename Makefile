SWIFT ?= swift
PREFIX ?= /usr/local
# Where SwiftPM builds; a second place keeps a release beside a debug build in use.
BUILD ?= .build
RELEASE = --scratch-path $(BUILD) -c release --static-swift-stdlib --product charter
SOURCES = Sources Tests Charters Hooks Package.swift

.PHONY: help try build install uninstall test format lint clean

help:
	@echo 'make try       build charter and take the guided tour (some minutes, once)'
	@echo 'make install   put charter and git-charter into PREFIX/bin (now $(PREFIX)/bin)'
	@echo 'make test      build and run all tests'
	@echo 'make format    put the sources into the style of the house'
	@echo 'make lint      say where they are not'

try: build
	@"$$($(SWIFT) build $(RELEASE) --show-bin-path)/charter" tour

build:
	@.ci/set-up build
	@echo 'Building charter. The first time takes some minutes.'
	@$(SWIFT) build $(RELEASE) --quiet

install: build
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install "$$($(SWIFT) build $(RELEASE) --show-bin-path)/charter" "$(DESTDIR)$(PREFIX)/bin/charter"
	ln -sf charter "$(DESTDIR)$(PREFIX)/bin/git-charter"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)/bin/charter" "$(DESTDIR)$(PREFIX)/bin/git-charter"

test:
	@.ci/set-up test
	@$(SWIFT) build --build-tests --quiet
	@$(SWIFT) test --skip-build --disable-xctest --quiet

format:
	@$(SWIFT) format --in-place --recursive $(SOURCES)

lint:
	@$(SWIFT) format lint --strict --recursive $(SOURCES)

clean:
	@$(SWIFT) package clean
