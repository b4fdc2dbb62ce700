using Gateway.Storage.Persons;
using Gateway.Storage.Sql;
using Gateway.Tests.Support;
using Xunit;
using static Gateway.Tests.Platform.Commands.Samples;

namespace Gateway.Tests.Storage.Persons;

public sealed class PersonStoreTests
{
    public static TheoryData<StorageProvider> Providers => TestDatabase.Providers;

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Save_ThenLoad_GivesEveryFieldAndTheVeryBytes(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var photo = Photo(2 * 1024 * 1024);

        var personRef = await test.Persons.SaveAsync(Person(photo: photo), default);
        var loaded = (await test.Persons.LoadAsync([personRef, "nobody"], default)).Single();

        Assert.Equal(personRef, loaded.Key);
        Assert.Equal(43, personRef.Length);
        Assert.Equal(("u1", "金丝雀三", "WORK-CANARY-9", "510104199003077777"), (loaded.Value!.UserId, loaded.Value.Name, loaded.Value.WorkSn, loaded.Value.IdCard));
        Assert.Equal(photo, loaded.Value.Photo);
        Assert.Equal("***", loaded.Value.ToString());
        Assert.Empty(await test.Persons.LoadAsync([], default));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Save_SamePersonAndPhoto_IsStoredOnceHoweverOften(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var store = test.Persons;

        var first = await store.SaveAsync(Person(photo: Photo()), default);
        test.Clock.Now += TimeSpan.FromHours(1);
        var refs = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => store.SaveAsync(Person(photo: Photo()), default)));
        var other = await store.SaveAsync(Person("u2", Photo()), default);
        var none = await store.SaveAsync(Person("u2"), default);

        Assert.All(refs, again => Assert.Equal(first, again));
        Assert.Equal(first, (await store.GetRefsAsync(Person(photo: Photo()), default)).Person);
        Assert.Distinct([first, other, none]);
        Assert.Equal(3, await test.NumberAsync("SELECT count(*) FROM persons"));
        Assert.Equal(1, await test.NumberAsync("SELECT count(*) FROM photos"));
        Assert.Null((await store.LoadAsync([none], default))[none]!.Photo);
    }

    [Fact]
    public async Task Save_AfterReopening_FindsTheSameReference()
    {
        await using var test = await TestDatabase.CreateAsync();
        var before = await test.Persons.SaveAsync(Person(photo: Photo()), default);

        await test.ReopenAsync();

        Assert.Equal(before, await test.Persons.SaveAsync(Person(photo: Photo()), default));
    }

    /// <summary>Two fields that run into the same text are two persons.</summary>
    [Fact]
    public async Task Save_FieldsShiftedByACharacter_AreDifferentPersons()
    {
        await using var test = await TestDatabase.CreateAsync();

        var one = (await test.Persons.GetRefsAsync(new StoredPerson { UserId = "ab", Name = "c", WorkSn = "d" }, default)).Person;
        var two = (await test.Persons.GetRefsAsync(new StoredPerson { UserId = "a", Name = "bc", WorkSn = "d" }, default)).Person;

        Assert.NotEqual(one, two);
    }

    [Fact]
    public async Task Database_AfterSaving_HasNothingOfThePersonInClear()
    {
        await using var test = await TestDatabase.CreateAsync();
        await test.Persons.SaveAsync(Person(photo: Photo()), default);
        await test.ReopenAsync();

        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(test.File)!))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            await stream.CopyToAsync(copy);
            foreach (var canary in Canaries)
                Assert.True(copy.ToArray().AsSpan().IndexOf(Encoding.UTF8.GetBytes(canary)) < 0, $"{canary} in {Path.GetFileName(file)}");
        }
    }

    [Fact]
    public async Task Load_OneThatCannotBeDecrypted_IsNull_AndTheOthersAreThere()
    {
        await using var test = await TestDatabase.CreateAsync();
        var broken = await test.Persons.SaveAsync(Person(photo: Photo()), default);
        var well = await test.Persons.SaveAsync(new StoredPerson { UserId = "U-well", Name = "李四", WorkSn = "W2", Photo = Photo() }, default);
        await test.ExecuteAsync($"UPDATE persons SET content_protected = x'00112233' WHERE ref = '{broken}'");

        var loaded = await test.Persons.LoadAsync([broken, well], default);

        Assert.Equal((2, null, "U-well"), (loaded.Count, loaded[broken], loaded[well]!.UserId));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task DeleteUnused_KeepsWhatAnOpenCommandOrARosterNeedsAndWhatIsFresh(StorageProvider provider)
    {
        await using var test = await TestDatabase.CreateAsync(provider);
        var store = test.Persons;
        var open = await store.SaveAsync(Person("open", Photo(seed: 1)), default);
        var ended = await store.SaveAsync(Person("ended", Photo(seed: 1)), default);
        var never = await store.SaveAsync(Person("never", Photo(seed: 2)), default);
        var wanted = await store.SaveAsync(Person("wanted", Photo(seed: 3)), default);
        await test.ExecuteAsync(
            "INSERT INTO roster (site, user_id, version, person_ref, person_bytes, search_text, updated_at) "
            + $"VALUES ('S1', 'wanted', 1, '{wanted}', 1, 'wanted', 0)");
        var push = Push("c2", ended);
        await test.ProjectAsync(Queued(Push("c1", open)), Queued(push), Succeeded(push, 5));
        test.Clock.Now += TimeSpan.FromMinutes(29);
        Assert.Equal(0, await store.DeleteUnusedAsync(DateTimeOffset.MaxValue, 100, default));
        test.Clock.Now += TimeSpan.FromMinutes(2);
        var fresh = await store.SaveAsync(Person("fresh"), default);
        Assert.Equal(0, await store.DeleteUnusedAsync(At(-1), 100, default));

        var rows = new List<int>();
        do
            rows.Add(await store.DeleteUnusedAsync(test.Clock.Now, 1, default));
        while (rows[^1] > 0);

        Assert.Equal(3, rows.Sum()); // Two persons, and the photo that only one of them had.
        Assert.All(rows, one => Assert.InRange(one, 0, 2));
        var left = await store.LoadAsync([open, ended, never, wanted, fresh], default);
        Assert.Equal(new[] { open, wanted, fresh }.Order(), left.Keys.Order());
        Assert.NotNull(left[open]!.Photo);
        Assert.NotNull(left[wanted]!.Photo);
        Assert.Equal(2, await test.NumberAsync("SELECT count(*) FROM photos"));
    }

    /// <summary>A person that is used again keeps his place although his first command has long ended.</summary>
    [Fact]
    public async Task DeleteUnused_PersonSavedAgain_Stays()
    {
        await using var test = await TestDatabase.CreateAsync();
        var personRef = await test.Persons.SaveAsync(Person(photo: Photo()), default);
        test.Clock.Now += TimeSpan.FromHours(2);
        await test.Persons.SaveAsync(Person(photo: Photo()), default);
        test.Clock.Now += TimeSpan.FromMinutes(20);

        Assert.Equal(0, await test.Persons.DeleteUnusedAsync(test.Clock.Now, 100, default));

        Assert.Single(await test.Persons.LoadAsync([personRef], default));
    }
}
