namespace Gateway.Platform.Problems;

/// <summary>What is wrong with one field or parameter.</summary>
/// <param name="Message">What is allowed; never the value of a secret.</param>
internal readonly record struct FieldError(string Field, ProblemKind Kind, string Message);
