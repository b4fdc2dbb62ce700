using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;

namespace Gateway.Simulator.Verbs;

/// <summary>What values options may have.</summary>
internal static class OptionRules
{
    /// <summary>Refuses numbers outside of a range, both ends included.</summary>
    public static Option<T> Between<T>(this Option<T> option, T min, T max)
        where T : struct, IComparable<T>, IParsable<T>
    {
        option.CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (T.TryParse(text, CultureInfo.InvariantCulture, out var value) && value.CompareTo(min) >= 0 && value.CompareTo(max) <= 0) return value;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{option.Name} {text}: a number from {min} to {max} is allowed."));
            return default;
        };
        return option;
    }

    /// <summary>Refuses text that <paramref name="errorOf"/> finds a fault with.</summary>
    public static Option<string> That(this Option<string> option, Func<string, string?> errorOf)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (errorOf(token.Value) is { } error) result.AddError($"{option.Name} {token.Value}: {error}.");
        });
        return option;
    }

    /// <summary>Reads <c>host:port</c>.</summary>
    public static HostPort? ParseEndpoint(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var colon = text.LastIndexOf(':');
        if (colon > 0
            && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= IPEndPoint.MaxPort)
        {
            return new HostPort(text[..colon].Trim('[', ']'), port);
        }

        result.AddError($"{text}: host:port is expected, e.g. 127.0.0.1:6960.");
        return null;
    }
}
