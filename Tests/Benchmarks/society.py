"""Writes the charters of a large organisation into a folder, as `charter policy lint --tree` reads
them.  Python's standard library only."""

import base64
import hashlib
import os


def key(number):
    """A public key of the right form; nobody has the other half."""
    kind = b"ssh-ed25519"
    body = hashlib.sha256(f"member {number}".encode()).digest()
    data = len(kind).to_bytes(4, "big") + kind + len(body).to_bytes(4, "big") + body
    return f"ssh-ed25519 {base64.b64encode(data).decode()}"


def write(root, path, text):
    place = os.path.join(root, "Charters", path)
    os.makedirs(os.path.dirname(place), exist_ok=True)
    with open(place, "w") as file:
        file.write(text)


def rule(number):
    """One of some kinds of rule, over kinds, teams, roles and pages."""
    kinds = ["role", "agreement", "team", "vision", "values"]
    team = f"team-{number * 7 % 500}"
    forms = [
        (f"{{ kind: {kinds[number % 5]}, section: Purpose }}",
         "[ { approve: majority of this team, otherwise: everyone } ]"),
        (f"{{ team: {team} }}", f"[ {{ approve: 2 of team {team} }} ]"),
        ("{ kind: role, except: { section: [Purpose, Domains, (settings)] } }",
         "[ { any-of: [ { approve: 1 of this role }, { approve: 3 of this team } ] } ]"),
        ("{ kind: member, section: \"(settings) > keys\" }",
         "[ { any-of: [ [ { approve: 1 of this person }, { approve: 1 of everyone } ], "
         "{ approve: 2/3 of everyone } ] } ]"),
        (f"{{ path: agreements/a{number}-*.md }}",
         f"[ {{ approve: 1 of leads }}, {{ approve: 5% of whole team {team} }} ]"),
    ]
    match, needs = forms[number % 5]
    return (f"  - name: Rule {number}\n    for: {match}\n    exclude: nobody\n"
            f"    needs: {needs}\n")


def found(root, members=10_000, teams=500, rules=50):
    for number in range(members):
        write(root, f"members/m{number}.md",
              f"---\nkind: member\nname: Member {number}\nemail: m{number}@example.org\n"
              f"keys:\n  - {key(number)}\n---\n# Member {number}\n")
    size = max(1, members // teams)
    for number in range(teams):
        people = [f"m{number * size + index}" for index in range(size)]
        write(root, f"teams/team-{number}/team.md",
              f"---\nkind: team\ntitle: Team {number}\nlead: {people[0]}\n"
              f"members: [{', '.join(people)}]\n---\n# Team {number}\n\n## Purpose\n\nWork.\n")
        write(root, f"teams/team-{number}/roles/clerk.md",
              f"---\nkind: role\ntitle: Clerk\nholders: [{people[-1]}]\n---\n# Clerk\n\n"
              "## Purpose\n\nWork.\n\n## Domains\n\n- Paper\n")
    write(root, "mission.md", "---\nkind: mission\ntitle: Ours\n---\n# Ours\n\n## Statement\n\nWork.\n")
    write(root, "policy.yml",
          "charter-policy: 1\nrules:\n" + "".join(rule(number) for number in range(rules))
          + "default: { exclude: nobody, needs: [ { approve: 2/3 of everyone } ] }\n")
