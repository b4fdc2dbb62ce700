using System.Diagnostics.CodeAnalysis;
using Gateway.Actors.Habits;

namespace Gateway.Actors.Commands;

/// <summary>How often a command was handed out alone over HTTPS, and never reported (D33). Frozen: part of the snapshot.</summary>
/// <param name="Json">In this form.</param>
/// <param name="String">In this form.</param>
/// <param name="Proved">Those of them whose form was proved when it was handed out (D30).</param>
/// <param name="Since">When it was handed out the first time; null: never.</param>
[SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "It is the name of the form.")]
public readonly record struct Silence(int Json, int String, int Proved, DateTimeOffset? Since)
{
    /// <summary>So often, in a form that is known to be read or in each, and it ends.</summary>
    public const int TimesMax = 3;

    /// <summary>They must have taken so long together.</summary>
    public static readonly TimeSpan Within = TimeSpan.FromMinutes(30);

    public Silence After(AnswerForm form, bool isProved, DateTimeOffset? sentAt) =>
        new(Json + (form == AnswerForm.Json ? 1 : 0), String + (form == AnswerForm.String ? 1 : 0), Proved + (isProved ? 1 : 0), Since ?? sentAt);

    public bool IsEnough(DateTimeOffset at) => (Proved >= TimesMax || (Json >= TimesMax && String >= TimesMax)) && at - Since >= Within;
}
