import { IsOptional, IsString, IsUrl } from 'class-validator';

/** The model that the assistant answers with. */
export class ModelConfig {
  /** Without a key the built-in model answers. */
  @IsOptional()
  @IsString()
  OPENAI_API_KEY?: string;

  /** Any server that speaks OpenAI's chat completions. */
  @IsOptional()
  @IsUrl(
    { require_tld: false, require_protocol: true },
    { message: 'OPENAI_BASE_URL must be an http(s) address' },
  )
  OPENAI_BASE_URL?: string;

  @IsString()
  OPENAI_MODEL: string = 'gpt-4o-mini';
}
