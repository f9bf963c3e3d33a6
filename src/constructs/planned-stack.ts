import { LocalBackend, TerraformBackend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { BackendPlan, StackPlan } from '../access-plan/access-plan';
import { stackJson } from './stack-json';
import { terraformData } from './terraform-text';

/** The Terraform provider that a stack is for. */
export interface RequiredProvider {
  readonly name: string;
  readonly source: string;
  /** Version constraint; CDKTF would require the exact version that its classes were made from. */
  readonly version: string;
}

/** A block by which Terraform adopts an object that exists. */
export interface ImportBlock {
  /** Address. */
  readonly to: string;
  readonly id: string;
}

/** A block by which Terraform moves an object to another address. */
export interface MovedBlock {
  readonly from: string;
  readonly to: string;
}

/** A block by which Terraform warns, at every plan, of what does not hold. */
export interface CheckBlock {
  readonly name: string;
  readonly condition: string;
  readonly errorMessage: string;
}

/** A stack as the access plan has it: its state, the versions it needs, what it adopts and what it lets go of. */
export class PlannedStack extends TerraformStack {
  constructor(app: Construct, plan: StackPlan, provider: RequiredProvider) {
    super(app, plan.stack);
    if (plan.backend) new NamedBackend(this, plan.backend);
    // Beside the output folder: inside it the CDKTF CLI would delete the state with its stack's folder.
    else new LocalBackend(this, { path: `../../../terraform.${plan.stack}.tfstate` });
    this.addOverride(
      'terraform.required_version',
      plan.backend?.arguments.some(([name]) => name === 'use_lockfile') ? '>= 1.10' : '>= 1.7',
    );
    this.addOverride(`terraform.required_providers.${provider.name}`, {
      source: provider.source,
      version: provider.version,
    });
  }

  /** CDKTF resolves every element here to find references from stack to stack; there are none, only the backend has to be. */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  /** As CDKTF's own, and faster: see {@link stackJson}. */
  override toTerraform(): Record<string, unknown> {
    return stackJson(this, this['rawOverrides'] as Record<string, unknown>);
  }

  /** Adopts what exists; for what is adopted already this is nothing. */
  adopt(imports: readonly ImportBlock[]): void {
    if (imports.length > 0) this.addOverride('import', terraformData(imports));
  }

  /** Moves what stands at former addresses. */
  move(moves: readonly MovedBlock[]): void {
    if (moves.length > 0) this.addOverride('moved', terraformData(moves));
  }

  /** Warns of what does not hold. */
  check(checks: readonly CheckBlock[]): void {
    for (const { name, condition, errorMessage } of checks)
      this.addOverride(`check.${name}`, { assert: [{ condition, error_message: errorMessage }] });
  }

  /** Forgets what stands at these addresses, if anything does, without destroying it. */
  letGo(addresses: readonly string[]): void {
    if (addresses.length > 0)
      this.addOverride(
        'removed',
        addresses.map((from) => ({ from, lifecycle: { destroy: false } })),
      );
  }
}

/** Any backend of Terraform, with its own arguments. */
class NamedBackend extends TerraformBackend {
  constructor(
    scope: Construct,
    private readonly plan: BackendPlan,
  ) {
    super(scope, 'backend', plan.type);
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return terraformData(Object.fromEntries(this.plan.arguments)) as { [name: string]: unknown };
  }

  override getRemoteStateDataSource(): never {
    throw new Error('internal error: no value crosses from stack to stack');
  }
}
