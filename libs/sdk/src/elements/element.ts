import type { ElementDto } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import { TurnPart } from '../output/turn-part.js';
import type { Turn } from '../turn/turn.js';

/** Where an element is shown: under its message, beside the chat, or on a page of its own. */
export type ElementDisplay = ElementDto['display'];

/** What every element may be told. */
export interface ElementOptions {
  /** 1 to 255 characters. Of elements that are not inline, the message's text links where it says the name. */
  readonly name: string;
  /** `inline` unless said otherwise. */
  readonly display?: ElementDisplay;
}

type Look = Omit<ElementDto, 'id' | 'threadId' | 'forId' | 'type' | 'name' | 'display'>;

/** Something that is shown with a message: a picture, a file, a text. */
export abstract class Element extends TurnPart {
  readonly name: string;
  readonly display: ElementDisplay;
  private message: string | undefined;

  /** @throws DomainError `invalid_input` for a name that is none */
  protected constructor(
    readonly type: ElementDto['type'],
    { name, display = 'inline' }: ElementOptions,
  ) {
    super();
    if (!name || name.length > 255)
      throw new DomainError(
        'invalid_input',
        `An element of type ${type} needs a name of 1 to 255 characters.`,
      );
    this.name = name;
    this.display = display;
  }

  /** The message it is shown with; undefined while it is not shown. */
  get forId(): string | undefined {
    return this.message;
  }

  /**
   * Shows the element with a message. Elements in a message's `elements` are shown by the message.
   *
   * @throws DomainError `invalid_input` for content that is not there
   */
  async send(at: { readonly forId: string }): Promise<this> {
    await this.showIn(undefined, at.forId);
    return this;
  }

  /** Takes the element away. */
  async remove(): Promise<void> {
    const { turn, id } = this.belongTo(undefined);
    this.message = undefined;
    turn.removeElement(id);
  }

  /** @internal As `send`, of a turn that is known. */
  async showIn(turn: Turn | undefined, forId: string): Promise<void> {
    const { turn: owner, id } = this.belongTo(turn);
    const { name, type, display } = this;
    const look = await this.look(owner);
    owner.showElement({ id, threadId: owner.threadId, forId, type, name, display, ...look });
    this.message = forId;
  }

  /** What is particular to it, its content stored. */
  protected abstract look(turn: Turn): Promise<Look> | Look;
}
