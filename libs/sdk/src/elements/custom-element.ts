import { firstNonJson } from '#libs/contracts';
import type { ElementDto, JsonObject } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { Element } from './element.js';
import type { ElementOptions } from './element.js';

/** An element of the app's own: its name is that of the page's component, `props` is what that gets. */
export class CustomElement extends Element {
  /** JSON; `update` shows a change. */
  props: JsonObject;

  constructor(options: ElementOptions & { readonly props?: JsonObject }) {
    super('custom', options);
    this.props = options.props ?? {};
  }

  /** Shows the props as they are now. @throws DomainError `invalid_input` when it is not shown yet, or for what is no JSON */
  async update(): Promise<void> {
    if (this.forId === undefined)
      throw new DomainError('invalid_input', `The element "${this.name}" is not shown yet: send it first.`);
    await this.showIn(undefined, this.forId);
  }

  protected look(): Partial<ElementDto> {
    const offender = firstNonJson(this.props);
    if (offender)
      throw new DomainError(
        'invalid_input',
        `The element "${this.name}": ${offender} of its props is not JSON.`,
      );
    return { props: structuredClone(this.props), mime: 'application/json' };
  }
}
