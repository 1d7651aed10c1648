"""Writes a governed history of many steps with plain git objects and ssh-keygen signatures.

Used by `measure`; knows the format of evidence from its description, not from the program, so the
program has to agree with it.  Python's standard library only.
"""

import hashlib
import os
import subprocess
import zlib

ZERO = "0" * 64
START = 1_700_000_000


class History:
    """A bare repository that grows step by step."""

    def __init__(self, folder, members=6):
        self.folder = folder
        self.git_dir = os.path.join(folder, "history.git")
        subprocess.run(
            ["git", "init", "--quiet", "--bare", "-b", "main", self.git_dir], check=True)
        self.seconds = START
        self.members = [f"member-{n}" for n in range(members)]
        self.keys = {}
        for handle in self.members:
            path = os.path.join(folder, handle)
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", handle, "-f", path],
                check=True)
            with open(path + ".pub") as file:
                self.keys[handle] = " ".join(file.read().split()[:2])
        self.files = {}
        self.tip = None
        self.step = 0
        self.repository = None
        self.signoffs = []

    def tick(self):
        self.seconds += 60
        return self.seconds

    # Objects

    def write(self, kind, data):
        raw = f"{kind} {len(data)}\0".encode() + data
        name = hashlib.sha1(raw).hexdigest()
        path = os.path.join(self.git_dir, "objects", name[:2], name[2:])
        if not os.path.exists(path):
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(zlib.compress(raw, 1))
        return name

    def tree(self):
        folders = {}
        for path, text in self.files.items():
            folders.setdefault(os.path.dirname(path), {})[os.path.basename(path)] = (
                "100644", self.write("blob", text.encode()))
        for folder in sorted(folders, key=len, reverse=True):
            if folder == "":
                continue
            parent, name = os.path.split(folder)
            folders.setdefault(parent, {})[name] = ("40000", self.entries(folders[folder]))
        return self.entries(folders[""])

    def entries(self, entries):
        def key(item):
            return item[0] + ("/" if item[1][0] == "40000" else "")
        data = b"".join(
            f"{mode} {name}\0".encode() + bytes.fromhex(oid)
            for name, (mode, oid) in sorted(entries.items(), key=key))
        return self.write("tree", data)

    def commit(self, tree, parents, handle, message, sign=True):
        date = self.tick()
        person = f"{handle.title()} <{handle}@example.org> {date} +0000"
        head = f"tree {tree}\n" + "".join(f"parent {p}\n" for p in parents)
        head += f"author {person}\ncommitter {person}\n"
        payload = (head + "\n" + message).encode()
        if not sign:
            return self.write("commit", payload), payload
        buffer = os.path.join(self.folder, "buffer")
        with open(buffer, "wb") as file:
            file.write(payload)
        subprocess.run(
            ["ssh-keygen", "-q", "-Y", "sign", "-n", "git", "-f",
             os.path.join(self.folder, handle), buffer],
            check=True, stderr=subprocess.DEVNULL)
        with open(buffer + ".sig") as file:
            armor = file.read().rstrip("\n").replace("\n", "\n ")
        os.remove(buffer + ".sig")
        signed = head + f"gpgsig {armor}\n\n" + message
        return self.write("commit", signed.encode()), payload

    # Steps

    def found(self):
        self.files["Charters/policy.yml"] = (
            "charter-policy: 1\nrules:\n  - name: Three others agree\n    for: {}\n"
            "    needs:\n      - approve: 3 of everyone\n")
        for handle in self.members:
            name = handle.title()
            self.files[f"Charters/members/{handle}.md"] = (
                f"---\nkind: member\ntitle: {name}\nname: {name}\nemail: {handle}@example.org\n"
                f"status: active\nkeys:\n  - {self.keys[handle]}\n---\n# {name}\n\nA member.\n")
        for number in range(20):
            self.files[f"Charters/roles/role-{number}.md"] = self.role(number, 0)
        handle = self.members[0]
        message = (
            "Found: A team\n\nCharter-Format: 1\nCharter-Branch: refs/heads/main\n"
            f"Charter-Member: {handle}\n")
        self.tip, _ = self.commit(self.tree(), [], handle, message)
        with open(os.path.join(
                self.git_dir, "objects", self.tip[:2], self.tip[2:]), "rb") as file:
            raw = zlib.decompress(file.read())
        self.repository = hashlib.sha256(raw.split(b"\0", 1)[1]).hexdigest()
        self.move()

    def role(self, number, version):
        return (
            f"---\nkind: role\ntitle: Role {number}\nholders: [{self.members[1]}]\n---\n"
            f"# Role {number}\n\n## Purpose\n\nTo serve, as agreed in version {version}.\n\n"
            "## Domains\n\n- The desk\n\n## Accountabilities\n\n- Answering within a day\n\n"
            "## Practices\n\nWe meet on Mondays.\n")

    def ratify(self, signoffs=3):
        """One whole step: opening, sign-offs, gather, ratification."""
        step = self.step + 1
        path = f"Charters/roles/role-{step % 20}.md"
        old, new = self.files[path], self.role(step % 20, step)
        self.files[path] = new
        tree = self.tree()
        amendment = "sha256:" + hashlib.sha256(
            b"charter-amendment-1\n" + path.encode() + b"\0"
            + f"100644 {hashlib.sha256(old.encode()).hexdigest()} "
              f"100644 {hashlib.sha256(new.encode()).hexdigest()}\n".encode()).hexdigest()
        common = (
            f"Charter-Format: 1\nCharter-Repository: {self.repository}\n"
            "Charter-Branch: refs/heads/main\n")
        proposer = self.members[step % len(self.members)]
        title = f"Amend role {step % 20} once more"
        opening, payload = self.commit(
            tree, [self.tip], proposer,
            f"{title}\n\nBecause it helps.\n\n{common}Charter-Member: {proposer}\n"
            "Charter-Term: permanent\n")
        proposal = hashlib.sha256(payload).hexdigest()[:32]
        others = [m for m in self.members if m != proposer][:signoffs]
        gathered = []
        for handle in others:
            signed, _ = self.commit(
                tree, [opening], handle,
                f"Approve: {title}\n\n{common}Charter-Proposal: {proposal}\n"
                f"Charter-Base: {self.tip}\nCharter-Revision: {opening}\n"
                f"Charter-Amendment: {amendment}\nCharter-Member: {handle}\n"
                "Charter-Decision: approve\n")
            gathered.append(signed)
        self.signoffs += gathered
        gather, _ = self.commit(
            tree, [opening] + gathered, proposer, f"Gather sign-offs: {title}\n", sign=False)
        self.tip, _ = self.commit(
            tree, [self.tip, gather], proposer,
            f"Ratify: {title}\n\n{common}Charter-Step: {step}\nCharter-Proposal: {proposal}\n"
            f"Charter-Amendment: {amendment}\nCharter-Member: {proposer}\n"
            "Charter-Outcome: ratified\n")
        self.step = step
        self.move()

    def move(self):
        path = os.path.join(self.git_dir, "refs", "heads", "main")
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as file:
            file.write(self.tip + "\n")

    def allowed_signers(self):
        path = os.path.join(self.folder, "allowed-signers")
        with open(path, "w") as file:
            for handle, key in self.keys.items():
                file.write(f"{handle}@example.org namespaces=\"git\" {key}\n")
        return path
