using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Gateway.Actors.Privacy;

/// <summary>The number of an ID card (身份证号, §4.4 <c>Idno</c>): 18 characters, or 15 of the first generation. Personal data: its text form is a mask.</summary>
[DebuggerDisplay("***")]
public sealed class IdNumber : IEquatable<IdNumber>
{
    private const int LengthNow = 18;
    private const int LengthOld = 15;
    private const int ShownFirst = 3;
    private const int ShownLast = 2;

    private readonly string _value;

    private IdNumber(string value) => _value = value;

    /// <summary>Of a record that cannot be decrypted; no number at all.</summary>
    public static IdNumber Unreadable { get; } = new("*****");

    /// <summary>
    /// Whether the check digit (GB 11643, ISO 7064 MOD 11-2) is right. A wrong one is accepted and flagged: the field has such cards. A number of 15 has none,
    /// and is right.
    /// </summary>
    public bool IsCheckDigitRight => _value.Length != LengthNow || _value[^1] == CheckDigit(_value);

    /// <summary>The first three (the province and its city) and the last two characters, stars between: <c>510*************3X</c>.</summary>
    public string Masked =>
        string.Concat(_value.AsSpan(0, ShownFirst), new string('*', _value.Length - ShownFirst - ShownLast), _value.AsSpan(_value.Length - ShownLast));

    /// <summary>Reads 15 digits, or 17 digits and a digit or X. White space around it does not count; a small x becomes a capital.</summary>
    /// <param name="text">As it came.</param>
    /// <param name="number">The number.</param>
    /// <param name="error">What is wrong; never any of the number.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IdNumber? number, [NotNullWhen(false)] out string? error)
    {
        number = null;
        var trimmed = (text ?? "").Trim().ToUpperInvariant();
        error = trimmed.Length switch
        {
            0 => "missing",
            not (LengthNow or LengthOld) => $"must have {LengthNow} or {LengthOld} characters, not {trimmed.Length}",
            _ when trimmed.AsSpan(0, trimmed.Length - 1).ContainsAnyExceptInRange('0', '9') => "must be digits, but for the last character",
            _ when !char.IsAsciiDigit(trimmed[^1]) && (trimmed[^1] != 'X' || trimmed.Length == LengthOld) => "must end with a digit or, of 18 characters, X",
            _ => null,
        };
        if (error is not null) return false;
        number = new IdNumber(trimmed);
        return true;
    }

    /// <summary>The number in clear. Each caller of this is a place to review.</summary>
    public string Reveal() => _value;

    public override string ToString() => "***";

    public bool Equals(IdNumber? other) => other is not null && _value == other._value;

    public override bool Equals(object? obj) => Equals(obj as IdNumber);

    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    /// <summary>Position i from the right (from 0) weighs 2^i modulo 11; all must add up to 1.</summary>
    private static char CheckDigit(string value)
    {
        var sum = 0;
        for (var i = 0; i < LengthNow - 1; i++) sum = ((sum + value[i] - '0') * 2) % 11;
        var digit = (12 - sum) % 11;
        return digit == 10 ? 'X' : (char)('0' + digit);
    }
}
