import { IsOptional, IsString, IsUrl } from 'class-validator';

/** The model that the assistant answers with. */
export class ModelConfig {
  /** The key of the model that the demo app answers with. Without one its built-in model answers. */
  @IsOptional()
  @IsString()
  OPENAI_API_KEY?: string;

  /** A server that speaks OpenAI's chat completions; OpenAI's own unless given. */
  @IsOptional()
  @IsUrl(
    { protocols: ['http', 'https'], require_tld: false, require_protocol: true },
    { message: 'OPENAI_BASE_URL must be an http(s) address' },
  )
  OPENAI_BASE_URL?: string;

  /** The model's name there. */
  @IsString()
  OPENAI_MODEL: string = 'gpt-4o-mini';
}
