using System.Diagnostics.CodeAnalysis;

namespace Gateway.Actors.Privacy;

/// <summary>Persons' ids as pages, traces and viewers see them. Some sites give their workers' ID numbers as <c>user_id</c>.</summary>
public static class UserIdMask
{
    private const int Length = 18;

    /// <summary>18 characters with a right check digit: an ID number, and not an id that happens to be long.</summary>
    public static bool IsIdNumber([NotNullWhen(true)] string? userId) => Number(userId) is not null;

    /// <summary>The id; a mask of it when it is an ID number.</summary>
    [return: NotNullIfNotNull(nameof(userId))]
    public static string? Of(string? userId) => Number(userId)?.Masked ?? userId;

    /// <summary>By its length first: reading what is none costs more than all the rest.</summary>
    private static IdNumber? Number(string? userId) =>
        userId is not null && userId.AsSpan().Trim().Length == Length && IdNumber.TryParse(userId, out var number, out _) && number.IsCheckDigitRight ? number : null;
}
