using Gateway.Actors.Wire;
using Gateway.Storage.Audit;
using Gateway.Storage.Persons;
using Gateway.Storage.Sql;
using LinqToDB.Data;

namespace Gateway.Storage.Commands;

/// <summary>
/// What must be true before a command goes to its device's actor, for all that come at the same time in one transaction: the device is there, the id is not that of another
/// command, the person is stored, the audit has its row (docs/decisions/0116-commands-in-groups.md).
/// </summary>
public sealed class CommandIntakeStore
{
    /// <summary>Weight: bytes of photos, and as much for each command; 256 of them without a photo are a group.</summary>
    private const int Weight = 16 * 1024;

    /// <summary>Two, so that one that waits for a lock of another node does not hold up those behind it.</summary>
    private static readonly GroupLimits Limits = new(AtOnce: 2, WeightMax: 256 * Weight, WaitingMax: 1024);

    private readonly Database _database;
    private readonly PersonStore _persons;
    private readonly AuditStore _audit;
    private readonly IHiddenText _hidden;
    private readonly Groups<CommandIntake, CommandIntakeResult> _groups;

    public CommandIntakeStore(Database database, PersonStore persons, AuditStore audit, IHiddenText hidden)
    {
        (_database, _persons, _audit, _hidden) = (database, persons, audit, hidden);
        _groups = new Groups<CommandIntake, CommandIntakeResult>(Limits, static intake => Weight + (intake.Person?.Photo?.Length ?? 0), TakeAsync);
    }

    /// <summary>Durable when it returns, if it <see cref="CommandIntakeResult.GoesOn"/>; else nothing of it was written.</summary>
    /// <param name="cancellation">Ends the waiting; what is taken is written all the same.</param>
    public Task<CommandIntakeResult> TakeAsync(CommandIntake intake, CancellationToken cancellation) => _groups.RunAsync(intake, cancellation).WaitAsync(cancellation);

    private async Task<IReadOnlyList<CommandIntakeResult>> TakeAsync(IReadOnlyList<CommandIntake> intakes)
    {
        var (results, there) = await _database.ReadAsync((db, token) => LookAsync(db, intakes, token), CancellationToken.None);
        var left = intakes.Where((intake, i) => results[i].GoesOn(intake.Command.ContentHash)).ToList();
        var known = intakes.Where((_, i) => results[i].Known is not null).ToHashSet(ReferenceEqualityComparer.Instance);
        while (left.Count > 0)
        {
            // The person of a command that is known is stored already, if anybody needs him still.
            var rows = left.Where(intake => intake.Refs is not null && !known.Contains(intake)).DistinctBy(intake => intake.Refs!.Person)
                .Select(intake => _persons.Make(intake.Person!, intake.Refs!, there)).OfType<PersonRow>().ToList();
            var now = left;
            var gone = await _database.WriteAsync((db, token) => WriteAsync(db, now, rows, token), CancellationToken.None);

            // Photos that were deleted between the look and the write: now they will be brought along.
            left = left.FindAll(intake => IsGone(intake, gone));
            if (left.Count == 0) break;
            PersonRefs[] again = [.. left.Select(static intake => intake.Refs!)];
            there = await _database.ReadAsync((db, token) => PersonStore.LookAsync(db, again, token), CancellationToken.None);
        }

        return results;
    }

    private async Task<(CommandIntakeResult[] Results, PersonsThere There)> LookAsync(DataConnection db, IReadOnlyList<CommandIntake> intakes, CancellationToken cancellation)
    {
        var kinds = (await (await db.CommandAsync($"SELECT sn, kind FROM devices WHERE {db.In("sn", "sns")}", cancellation))
            .With("sns", db.Set(intakes.Select(static intake => intake.Sn).ToHashSet(StringComparer.Ordinal)))
            .ToListAsync(row => KeyValuePair.Create(row.GetString(0), StoredText.ToDeviceKind(row.GetString(1))), cancellation)).ToDictionary(StringComparer.Ordinal);
        var known = await CommandStore.FindAsync(
            db, [.. intakes.Where(static intake => intake.HasOwnId).Select(static intake => (intake.Sn, intake.Command.Id)).Distinct()], _hidden, cancellation);
        var there = await PersonStore.LookAsync(db, [.. intakes.Select(static intake => intake.Refs).OfType<PersonRefs>().Distinct()], cancellation);
        CommandIntakeResult Of(CommandIntake intake) =>
            new(kinds.TryGetValue(intake.Sn, out var kind) ? kind : null, intake.HasOwnId ? known.GetValueOrDefault((intake.Sn, intake.Command.Id)) : null);
        return ([.. intakes.Select(Of)], there);
    }

    private async Task<IReadOnlySet<string>> WriteAsync(DataConnection db, List<CommandIntake> intakes, List<PersonRow> rows, CancellationToken cancellation)
    {
        var gone = await PersonStore.WriteAsync(db, rows, cancellation);
        await _audit.InsertAsync(db, [.. intakes.Where(intake => !IsGone(intake, gone)).Select(static intake => intake.Note)], cancellation);
        return gone;
    }

    private static bool IsGone(CommandIntake intake, IReadOnlySet<string> gone) => intake.Refs?.Photo is { } photo && gone.Contains(photo);
}
