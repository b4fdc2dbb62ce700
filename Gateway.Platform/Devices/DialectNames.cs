namespace Gateway.Platform.Devices;

/// <summary>The dialects that the settings define (<c>Gateway:Dialects</c>); <c>standard</c> is always among them.</summary>
public sealed record DialectNames(IReadOnlySet<string> Names);
