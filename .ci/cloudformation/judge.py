"""Judges the CloudFormation templates of all examples by cfn-lint, and by their life on moto's server."""

import ast
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import boto3
from botocore.config import Config

ROOT = Path(__file__).resolve().parents[2]
PROVIDER = "AWS::IAM::OIDCProvider"
faults = []


def main():
    with tempfile.TemporaryDirectory() as temporary:
        examples = [emit(folder, Path(temporary)) for folder in sorted((ROOT / "examples").iterdir())]
        templates = [template for example in examples for template in example["out"].glob("*/*.json") if is_template(template)]
        golden = [path for path in (ROOT / "__tests__/fixtures/golden/cloudformation").rglob("*.json") if is_template(path)]
        lint(templates + golden)
        # What cfn-lint refuses moto may not even understand.
        stacks = 0 if faults else live(examples)
    if len(templates) < len(examples) or len(golden) == 0 or (stacks == 0 and not faults):
        faults.append("there was too little to judge")
    for fault in faults:
        print(f"FAILED: {fault}")
    print(f"{len(templates) + len(golden)} templates linted, {stacks} stacks created, updated and deleted, {len(faults)} faults")
    return 1 if faults else 0


def emit(folder, temporary):
    """Writes the templates of an example; the policies that they are compared with are committed with it."""
    out = temporary / folder.name
    command = ["node", "src/cli/bin.cjs", "cloudformation", "--quiet", "--bindings", str(folder / "bindings.yaml"), "--out", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return {"name": folder.name, "out": out, "terraform": folder / "terraform"}


def is_template(path):
    return path.name != "stack-sets.json" and not path.name.endswith(".resources.json")


def lint(templates):
    # Its program would look for the Python of the folder in which the environment was made.
    command = [sys.executable, "-c", "from cfnlint.runner import main; main()", "--format", "parseable", "--template"]
    command += map(str, templates)
    result = subprocess.run(command, capture_output=True, text=True)
    if result.returncode != 0:
        faults.append(f"cfn-lint:\n{result.stdout}{result.stderr}")


def live(examples):
    """Takes each stack through its life, each account for itself."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    environment = {**os.environ, "MOTO_IAM_LOAD_MANAGED_POLICIES": "true", "AWS_EC2_METADATA_DISABLED": "true"}
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        wait_for(port, server)
        stacks = [(example, *deployment) for example in examples for deployment in deployments(example)]
        for stack in stacks:
            live_stack(*stack, port)
        return len(stacks)
    finally:
        server.terminate()
        server.wait()


def wait_for(port, server):
    while server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("moto's server has ended")


def deployments(example):
    stack_sets = json.loads((example["out"] / "stack-sets.json").read_text())["stack_sets"]
    return [(stack_set, account) for stack_set in stack_sets for account in stack_set["accounts"]]


def clients(account, region, port):
    """Clients of an account of moto's, which a header names."""
    settings = {
        "region_name": region,
        "endpoint_url": f"http://127.0.0.1:{port}",
        "aws_access_key_id": "test",
        "aws_secret_access_key": "test",
        "config": Config(retries={"max_attempts": 1}, proxies={}),
    }
    made = [boto3.client(service, **settings) for service in ("cloudformation", "iam")]
    for client in made:
        client.meta.events.register("before-sign.*.*", lambda request, **_: request.headers.add_header("x-moto-account-id", account))
    return made


def live_stack(example, stack_set, account, port):
    cloudformation, iam = clients(account, stack_set["region"], port)
    text = (example["out"] / stack_set["template"]).read_text()
    template = json.loads(text)
    where = f"{example['name']}, account {account}"
    stack = {"StackName": f"{example['name']}-{stack_set['name']}", "Capabilities": stack_set["capabilities"]}
    resources = template["Resources"].values()
    names = [each["Properties"]["RoleName"] for each in resources if each["Type"] == "AWS::IAM::Role"]

    cloudformation.create_stack(TemplateBody=text, **stack)
    expect(where, "status", cloudformation.describe_stacks(StackName=stack["StackName"])["Stacks"][0]["StackStatus"], "CREATE_COMPLETE")
    policies = {name: rendered(example["terraform"], account, name) for name in names}
    for name in names:
        check_role(where, iam, name, policies[name])
    for properties in (each["Properties"] for each in resources if each["Type"] == PROVIDER):
        check_provider(where, iam, properties, [trust for trust, _ in policies.values()])

    changed = json.loads(text)
    for each in changed["Resources"].values():
        if each["Type"] == "AWS::IAM::Role":
            each["Properties"]["Description"] = "changed"
    cloudformation.update_stack(TemplateBody=json.dumps(changed), **stack)
    for name in names:
        expect(where, f"description of {name}", iam.get_role(RoleName=name)["Role"].get("Description"), "changed")
        check_role(where, iam, name, policies[name])

    cloudformation.delete_stack(StackName=stack["StackName"])
    expect(where, "roles after the end", [role["RoleName"] for role in iam.list_roles()["Roles"]], [])


def rendered(terraform, account, role_name):
    """The policies that `render` shows for a role: trust, and permissions if it has any."""
    stacks = json.loads((terraform / "manifest.json").read_text())["stacks"]
    folder = next(terraform / stack["dir"] for stack in stacks if stack.get("account_id") == account)
    roles = json.loads((folder / "main.tf.json").read_text())["resource"]["aws_iam_role"]
    address = next(key for key, role in roles.items() if role["name"] == role_name)
    permissions = folder / "policies" / f"{address}.permissions.json"
    trust = json.loads((folder / "policies" / f"{address}.json").read_text())
    return trust, json.loads(permissions.read_text()) if permissions.exists() else None


def check_role(where, iam, name, policies):
    """Compares a role with what is rendered. moto checks documents only when they are put: each is put once more."""
    trust, permissions = policies
    expect(where, f"trust of {name}", iam.get_role(RoleName=name)["Role"]["AssumeRolePolicyDocument"], trust)
    iam.update_assume_role_policy(RoleName=name, PolicyDocument=json.dumps(trust))
    inline = iam.list_role_policies(RoleName=name)["PolicyNames"]
    expect(where, f"inline policies of {name}", inline, [] if permissions is None else ["permissions"])
    if permissions is not None:
        found = iam.get_role_policy(RoleName=name, PolicyName="permissions")["PolicyDocument"]
        # What moto's CloudFormation makes it keeps as Python writes it, what is put as JSON.
        found = ast.literal_eval(found) if isinstance(found, str) else found
        expect(where, f"permissions of {name}", found, permissions)
        iam.put_role_policy(RoleName=name, PolicyName="permissions", PolicyDocument=json.dumps(permissions))


def check_provider(where, iam, properties, trusts):
    """Makes the provider as the template says, since moto's CloudFormation knows none: its ARN is the one that the roles trust."""
    made = iam.create_open_id_connect_provider(
        Url=properties["Url"],
        ClientIDList=properties["ClientIdList"],
        ThumbprintList=properties["ThumbprintList"],
        Tags=properties.get("Tags", []),
    )
    issuer = properties["Url"].removeprefix("https://")
    trusted = {
        statement["Principal"]["Federated"]
        for trust in trusts
        for statement in trust["Statement"]
        if statement.get("Principal", {}).get("Federated", "").endswith(f":oidc-provider/{issuer}")
    }
    expect(where, "the provider that the roles trust", sorted(trusted), [made["OpenIDConnectProviderArn"]] if trusts else [])
    iam.delete_open_id_connect_provider(OpenIDConnectProviderArn=made["OpenIDConnectProviderArn"])


def expect(where, what, found, wanted):
    if found != wanted:
        faults.append(f"{where}: {what} is {json.dumps(found)}, not {json.dumps(wanted)}")


if __name__ == "__main__":
    sys.exit(main())
