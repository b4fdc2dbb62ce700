using Gateway.Storage.Keys;

namespace Gateway.Platform.Keys;

/// <summary>The contract's names of the roles.</summary>
internal static class ApiRoles
{
    public static readonly IReadOnlyList<string> Names = ["viewer", "platform", "admin"];

    public static string Text(ApiRole role) => Names[(int)role];

    public static ApiRole? Parse(string? text)
    {
        for (var i = 0; i < Names.Count; i++)
            if (Names[i] == text) return (ApiRole)i;

        return null;
    }
}
