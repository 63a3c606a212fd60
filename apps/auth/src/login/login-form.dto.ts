import { Equals, IsOptional, IsString, Length } from 'class-validator';

export class LoginFormDto {
  @IsString()
  @Length(1, 255)
  username: string;

  @IsString()
  @Length(1, 1_024)
  password: string;

  @IsOptional()
  @Equals('password')
  grant_type?: string;
}
