SWIFT ?= swift
PREFIX ?= /usr/local
# Where SwiftPM builds; a second place keeps a release beside a debug build in use.
BUILD ?= .build
RELEASE = --scratch-path $(BUILD) -c release --static-swift-stdlib --product charter
PROGRAM = $(BUILD)/release/charter
COMPLETIONS = bash-completion/completions/charter zsh/site-functions/_charter \
  fish/vendor_completions.d/charter.fish
SOURCES = Sources Tests Charters Hooks Package.swift

# Mutations that each parser gets, members who race, steps at which commands are killed.
COUNT ?= 1000000
MEMBERS ?= 20
STEPS ?= all

.PHONY: help try build ready install uninstall test fuzz flood race crash format lint clean

help:
	@echo 'make try       build charter and take the guided tour (some minutes, once)'
	@echo 'make install   put charter and git-charter into PREFIX/bin (now $(PREFIX)/bin)'
	@echo 'make test      build and run all tests'
	@echo 'make fuzz      damage the input of every parser, COUNT times (now $(COUNT))'
	@echo 'make flood     push 5,000 sign-offs, 100,000 commits and other floods'
	@echo 'make race      MEMBERS sign, revise and ratify at once over SSH (now $(MEMBERS))'
	@echo 'make crash     kill every writing command before each of its steps'
	@echo 'make format    put the sources into the style of the house'
	@echo 'make lint      say where they are not'

try: build
	@$(PROGRAM) tour

build:
	@.ci/set-up build
	@echo 'Building charter. The first time takes some minutes.'
	@$(SWIFT) build $(RELEASE) --quiet

# Root often has no Swift; then what was built before is installed.
ready:
	@if command -v $(SWIFT) >/dev/null; then $(MAKE) build; \
	elif [ ! -x $(PROGRAM) ]; then echo "Nothing is built yet; run 'make build' first." >&2; exit 1; fi

install: ready
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/charter"
	ln -sf charter "$(DESTDIR)$(PREFIX)/bin/git-charter"
	install -d $(foreach place,$(COMPLETIONS),"$(DESTDIR)$(PREFIX)/share/$(dir $(place))")
	"$(DESTDIR)$(PREFIX)/bin/charter" --generate-completion-script bash \
	  >"$(DESTDIR)$(PREFIX)/share/$(word 1,$(COMPLETIONS))"
	"$(DESTDIR)$(PREFIX)/bin/charter" --generate-completion-script zsh \
	  >"$(DESTDIR)$(PREFIX)/share/$(word 2,$(COMPLETIONS))"
	"$(DESTDIR)$(PREFIX)/bin/charter" --generate-completion-script fish \
	  >"$(DESTDIR)$(PREFIX)/share/$(word 3,$(COMPLETIONS))"
	"$(DESTDIR)$(PREFIX)/bin/charter" manual "$(DESTDIR)$(PREFIX)/share/man/man1"
	ln -sf charter.1 "$(DESTDIR)$(PREFIX)/share/man/man1/git-charter.1"

uninstall:
	rm -f "$(DESTDIR)$(PREFIX)"/share/man/man1/charter.1 \
	  "$(DESTDIR)$(PREFIX)"/share/man/man1/charter-*.1 \
	  "$(DESTDIR)$(PREFIX)"/share/man/man1/git-charter.1
	rm -f "$(DESTDIR)$(PREFIX)/bin/charter" "$(DESTDIR)$(PREFIX)/bin/git-charter" \
	  $(foreach place,$(COMPLETIONS),"$(DESTDIR)$(PREFIX)/share/$(place)")

test:
	@.ci/set-up test
	@$(SWIFT) build --build-tests --quiet
	@$(SWIFT) test --skip-build --disable-xctest --quiet

# The long forms of tests that `make test` runs in short.
LONG = $(SWIFT) test --disable-xctest --quiet --filter

fuzz:
	@.ci/set-up test
	@CHARTER_FUZZ_ROUNDS=$(COUNT) $(LONG) \
	  'Fuzz|MessageTests/fuzz|RawCommitTests/fuzz|OutlineCoverTests|AtomSoundness|GitTests.*damaged'

flood:
	@.ci/set-up test
	@CHARTER_FLOOD=1 $(LONG) FloodTests

race:
	@.ci/set-up test
	@CHARTER_CROWD=$(MEMBERS) $(LONG) CrowdTests

crash:
	@.ci/set-up test
	@CHARTER_KILL_STEPS=$(STEPS) $(LONG) CrashTests

format:
	@$(SWIFT) format --in-place --recursive $(SOURCES)

lint:
	@$(SWIFT) format lint --strict --recursive $(SOURCES)

clean:
	@$(SWIFT) package clean
