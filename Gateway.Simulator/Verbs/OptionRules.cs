using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using Gateway.Codec.Framing;

namespace Gateway.Simulator.Verbs;

/// <summary>Options as several verbs have them, and what values they may have.</summary>
internal static class OptionRules
{
    public static Option<T> Number<T>(string name, string description, T standard) =>
        new(name) { Description = description, DefaultValueFactory = _ => standard };

    /// <summary>An http or https address.</summary>
    public static Option<Uri> Url(string name, string description, string standard) => new(name)
    {
        Description = description,
        HelpName = "url",
        DefaultValueFactory = _ => new Uri(standard),
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https") return uri;
            result.AddError($"{name} {text}: an http or https address is expected.");
            return null;
        }
    };

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

    /// <summary>Refuses text that makes no SN.</summary>
    /// <param name="end">What follows it in the longest one.</param>
    public static Option<string> MakingSns(this Option<string> option, string end = "") =>
        option.Checked(text => SerialNumber.TryFromText(text + end, out _, out var error) ? null : error);

    /// <summary>Refuses text that <paramref name="errorOf"/> finds a fault with.</summary>
    public static Option<string> Checked(this Option<string> option, Func<string, string?> errorOf)
    {
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens)
                if (errorOf(token.Value) is { } error) result.AddError($"{option.Name} {token.Value}: {error}.");
        });
        return option;
    }

    /// <summary>A time with its unit, such as <c>500ms</c>, <c>1s</c>, <c>5m</c>; null when it is not given.</summary>
    public static Option<TimeSpan?> Duration(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var digits = text.TrimEnd('m', 's', 'h');
            TimeSpan? unit = text[digits.Length..] switch
            {
                "ms" => TimeSpan.FromMilliseconds(1),
                "s" => TimeSpan.FromSeconds(1),
                "m" => TimeSpan.FromMinutes(1),
                "h" => TimeSpan.FromHours(1),
                _ => null
            };
            if (unit is { } one && double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count) && one * count is var time
                && time >= TimeSpan.FromMilliseconds(10) && time <= TimeSpan.FromDays(1))
            {
                return time;
            }

            result.AddError($"{name} {text}: a time from 10ms to 24h is expected, with ms, s, m or h behind it.");
            return null;
        }
    };

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
