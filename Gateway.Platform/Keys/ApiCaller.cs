using Gateway.Storage.Keys;

namespace Gateway.Platform.Keys;

/// <summary>Who calls.</summary>
/// <param name="Id">Id of the key; <c>admin</c> for the one of the settings.</param>
internal sealed record ApiCaller(string Id, ApiRole Role)
{
    /// <summary>The holder of the <see cref="AdminKey"/>.</summary>
    public static readonly ApiCaller Admin = new("admin", ApiRole.Admin);
}
