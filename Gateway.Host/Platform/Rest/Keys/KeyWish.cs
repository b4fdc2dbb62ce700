namespace Gateway.Platform.Rest.Keys;

/// <summary>The wish for a new API key.</summary>
/// <param name="Name">What it is for, 1..128 characters.</param>
/// <param name="Role"><c>viewer</c>, <c>platform</c> or <c>admin</c>.</param>
internal sealed record KeyWish(string? Name = null, string? Role = null);
