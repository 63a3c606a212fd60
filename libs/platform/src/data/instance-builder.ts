import { createRequire } from 'node:module';
import { TransformationType } from 'class-transformer';
import type { TransformMetadata, TypeMetadata } from 'class-transformer';

/** What decorators said of a class. */
interface MetadataStorage {
  findTypeMetadata(target: Class, property: string): TypeMetadata | undefined;
  findTransformMetadatas(target: Class, property: string, direction: TransformationType): TransformMetadata[];
}

/** What decorators said, which class-transformer gives away by this path only. */
const { defaultMetadataStorage: decorated } = createRequire(import.meta.url)(
  'class-transformer/cjs/storage.js',
) as { readonly defaultMetadataStorage: MetadataStorage };

/** Names that senders make up are not remembered for ever. */
const MAX_PROPERTIES = 200;

type Class = new () => object;

/** How queries, which are all texts, become numbers and the like. */
const CONVERSIONS = new Map<unknown, (given: unknown) => unknown>([
  [String, String],
  [Number, Number],
  [Boolean, Boolean],
  [Date, (given) => new Date(given as string)],
]);

/** What is done with a property's value. */
interface PropertyPlan {
  readonly type: TypeMetadata | undefined;
  readonly transforms: readonly TransformMetadata[];
}

/**
 * Builds instances of DTO classes from parsed JSON as class-transformer's `plainToInstance` does, for classes with
 * `@Type` and `@Transform`. What has no type of its own is free JSON and is taken as it is, not copied:
 * class-transformer guesses at its types from keys like `constructor`, and loses keys like `toString`.
 */
export class InstanceBuilder {
  private readonly plans = new Map<unknown, Map<string, PropertyPlan>>();

  /** An instance with the class's defaults where nothing is given. @throws TypeError naming the list that holds a list, or no object where a kind is to be told */
  build<T extends object>(target: new () => T, plain: object): T {
    const instance = new target();
    const fields = instance as Record<string, unknown>;
    for (const key of Object.keys(plain)) {
      // Neither a field, nor free JSON: `constructor`, methods.
      if (key in target.prototype) continue;
      const given = (plain as Record<string, unknown>)[key];
      const { type, transforms } = this.planOf(target, key);
      let value = type ? this.typed(type, given, plain) : given;
      for (const { transformFn } of transforms)
        value = transformFn({
          value,
          key,
          obj: plain,
          type: TransformationType.PLAIN_TO_CLASS,
          options: {},
        }) as unknown;
      fields[key] = value;
    }
    return instance;
  }

  private typed(type: TypeMetadata, given: unknown, parent: object): unknown {
    if (given === null || given === undefined) return given;
    if (Array.isArray(given)) return given.map((item: unknown) => this.item(type, item, parent));
    const target = classOf(type, given, parent);
    const convert = CONVERSIONS.get(target);
    if (convert) return convert(given);
    return typeof given === 'object' ? this.build(target as Class, given) : given;
  }

  private item(type: TypeMetadata, item: unknown, parent: object): unknown {
    const isObject = typeof item === 'object' && item !== null && !Array.isArray(item);
    if (Array.isArray(item) || (type.options.discriminator && !isObject))
      throw new TypeError(`each item of ${type.propertyName} must be an object`);
    return this.typed(type, item, parent);
  }

  private planOf(target: Class, key: string): PropertyPlan {
    let plans = this.plans.get(target);
    if (!plans) this.plans.set(target, (plans = new Map<string, PropertyPlan>()));
    let plan = plans.get(key);
    if (!plan) {
      plan = {
        type: decorated.findTypeMetadata(target, key),
        transforms: decorated.findTransformMetadatas(target, key, TransformationType.PLAIN_TO_CLASS),
      };
      if (plans.size < MAX_PROPERTIES) plans.set(key, plan);
    }
    return plan;
  }
}

/** What a value becomes an instance of; Object where its kind is one that nobody knows. */
function classOf(
  { typeFunction, options, propertyName }: TypeMetadata,
  given: object,
  parent: object,
): unknown {
  const { property, subTypes = [] } = options.discriminator ?? {};
  const kind = property !== undefined && (given as Record<string, unknown>)[property];
  const found = subTypes.find(({ name }) => name === kind)?.value;
  return found ?? typeFunction({ newObject: {}, object: parent as never, property: propertyName });
}
